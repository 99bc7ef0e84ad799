// What both hand-made schemas share: the part of the schema that the bench asks for, and its statements.
import pg from 'pg'

export const typeDefs = /* GraphQL */ `
  scalar DateTime
  enum ClaimReason { LOST_IN_TRANSIT DELIVERED_NOT_RECEIVED STOLEN DAMAGED_IN_TRANSIT MISSING_ITEM WRONG_ITEM
    NEVER_SHIPPED RETURNED_TO_SENDER DELAYED OTHER }
  enum ClaimStatus { SUBMITTED UNDER_REVIEW CANCELED }
  enum TrackingStatus { UNKNOWN PRE_TRANSIT IN_TRANSIT DELAYED EXCEPTION OUT_FOR_DELIVERY DELIVERY_ATTEMPTED
    AVAILABLE_FOR_PICKUP DELIVERED RETURN_TO_SENDER RETURNED DAMAGED LOST CANCELED }
  type TrackingEvent {
    id: ID!
    occurredAt: DateTime!
    status: TrackingStatus!
    description: String!
    location: String!
  }
  type Shipment {
    id: ID!
    carrier: String!
    trackingNumber: String!
    trackingStatus: TrackingStatus!
    events(first: Int! = 20): [TrackingEvent!]!
  }
  type ClaimItem { id: ID! quantity: Int! description: String }
  type Claim {
    id: ID!
    number: String!
    status: ClaimStatus!
    reason: ClaimReason!
    createdAt: DateTime!
    customerNote: String
    shipment: Shipment
    items: [ClaimItem!]!
  }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type ClaimConnection { nodes: [Claim!]! pageInfo: PageInfo! }
  type Query { claims(first: Int!): ClaimConnection! }
`

const storefront = process.env.STOREFRONT

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })

// named, so that each connection prepares a statement once
async function fetch(name, text, ...values) {
  const { rows } = await pool.query({ name, text, values: [storefront, ...values] })
  return rows
}

function grouped(rows, keys) {
  const found = new Map(keys.map((key) => [key, []]))
  for (const row of rows) found.get(row.parent).push(row)
  return keys.map((key) => found.get(key))
}

export async function claims(first) {
  const rows = await fetch(
    'claims',
    `select id, number, status, reason, created_at as "createdAt", customer_note as "customerNote",
         shipment_id as "shipmentId"
     from makegood.claims where storefront_id = $1 order by created_at desc, id desc limit $2`,
    first + 1,
  )
  const nodes = rows.slice(0, first)
  const last = nodes.at(-1)
  const endCursor = last ? Buffer.from(`${last.createdAt.toISOString()} ${last.id}`).toString('base64') : null
  return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } }
}

export async function shipments(ids) {
  const rows = await fetch(
    'shipments',
    `select id, carrier, tracking_number as "trackingNumber", tracking_status as "trackingStatus"
     from makegood.shipments where storefront_id = $1 and id = any($2)`,
    ids,
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found.get(id) ?? null)
}

// keys of [shipment's id, first]
export async function events(keys) {
  const ids = keys.map(([id]) => id)
  const rows = await fetch(
    'events',
    `select e.* from unnest($2::text[], $3::int[]) as wanted (id, first) cross join lateral (
         select shipment_id as parent, id, occurred_at as "occurredAt", status, description, location
         from makegood.tracking_events where storefront_id = $1 and shipment_id = wanted.id
         order by occurred_at desc, tracking_events.id desc limit wanted.first) as e`,
    ids,
    keys.map(([, first]) => first),
  )
  return grouped(rows, ids)
}

export async function items(claimIds) {
  const rows = await fetch(
    'items',
    `select i.claim_id as parent, i.id, i.quantity, i.description from makegood.claim_items i
     join makegood.order_lines l on l.storefront_id = i.storefront_id and l.id = i.order_line_id
     where i.storefront_id = $1 and i.claim_id = any($2) order by l.place, i.id`,
    claimIds,
  )
  return grouped(rows, claimIds)
}

// GraphQL Yoga on Node's own server, with data loaders for each request.
import { createServer } from 'node:http'

import DataLoader from 'dataloader'
import { GraphQLScalarType } from 'graphql'
import { createSchema, createYoga } from 'graphql-yoga'

import { claims, events, items, shipments, typeDefs } from './claims.js'

const resolvers = {
  DateTime: new GraphQLScalarType({ name: 'DateTime', serialize: (moment) => moment.toISOString() }),
  Query: { claims: (_, { first }) => claims(first) },
  Claim: {
    shipment: (claim, _, { loaders }) => claim.shipmentId && loaders.shipments.load(claim.shipmentId),
    items: (claim, _, { loaders }) => loaders.items.load(claim.id),
  },
  Shipment: { events: (shipment, { first }, { loaders }) => loaders.events.load([shipment.id, first]) },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({
    loaders: {
      shipments: new DataLoader(shipments),
      events: new DataLoader(events, { cacheKeyFn: String }),
      items: new DataLoader(items),
    },
  }),
  parserAndValidationCache: true,
  logging: 'error',
  graphiql: false,
})

createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1')

// Mercurius on Fastify, with its loaders and its just-in-time compiled queries.
import Fastify from 'fastify'
import { GraphQLScalarType } from 'graphql'
import mercurius from 'mercurius'

import { claims, events, items, shipments, typeDefs } from './claims.js'

const app = Fastify({ logger: false })

app.register(mercurius, {
  schema: typeDefs,
  resolvers: {
    DateTime: new GraphQLScalarType({ name: 'DateTime', serialize: (moment) => moment.toISOString() }),
    Query: { claims: (_, { first }) => claims(first) },
  },
  loaders: {
    Claim: {
      shipment: (queries) => shipments(queries.map(({ obj }) => obj.shipmentId)),
      items: (queries) => items(queries.map(({ obj }) => obj.id)),
    },
    Shipment: { events: (queries) => events(queries.map(({ obj, params }) => [obj.id, params.first])) },
  },
  jit: 1,
  graphiql: false,
})

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })

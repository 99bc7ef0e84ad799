// PostGraphile, which makes its schema from the tables; row-level security chooses the storefront's rows.
import { createServer } from 'node:http'

import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

const pgSettings = { role: 'makegood_app', 'makegood.storefront': process.env.STOREFRONT }

const preset = {
  extends: [PostGraphileAmberPreset],
  // it hides a claim's items, as no index begins with all columns of their foreign key
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [
    makePgService({ connectionString: process.env.DATABASE_URL, schemas: ['makegood'], poolConfig: { max: 20 } }),
  ],
  grafast: { context: () => ({ pgSettings }) },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
}

const server = createServer()
await postgraphile(preset).createServ(grafserv).addTo(server)
server.listen(Number(process.env.PORT), '127.0.0.1')

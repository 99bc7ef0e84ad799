// Relay's global object identification: Node, node and nodes.
import { expect, run, same } from './checks.mjs';
import { introspect } from './introspected.mjs';
import { bearer, claim, key, otherKey, post, sell, storefront } from './service.mjs';

const LOST = 'ord_00000000000000000000000000';
const NODE = 'query($id: ID!) { node(id: $id) { __typename id } }';

async function query(text, variables, credential = key) {
  return (await post({ query: text, variables }, bearer(credential))).json;
}

await run('Relay: global object identification', {
  'Node has the one field id: ID!': async () => {
    const fields = (await introspect()).getType('Node').getFields();
    same([Object.keys(fields), String(fields.id.type)], [['id'], 'ID!']);
  },
  'Query.node takes id: ID! and may be null': async () => {
    const { node } = (await introspect()).getQueryType().getFields();
    same([String(node.args.find(({ name }) => name === 'id').type), String(node.type)], ['ID!', 'Node']);
  },
  'Query.nodes gives a list in which each may be null': async () =>
    same(String((await introspect()).getQueryType().getFields().nodes.type), '[Node]!'),
  'each kind of entity is found again by its id': async () => {
    const sold = await sell();
    const ids = {
      Order: sold.order.id,
      Shipment: sold.shipment.id,
      Claim: (await claim(sold)).id,
      Storefront: storefront,
    };
    for (const [__typename, id] of Object.entries(ids)) {
      same((await query(NODE, { id })).data?.node, { __typename, id });
    }
  },
  'an unknown id is null': async () => {
    const { data, errors } = await query(NODE, { id: LOST });
    same([data, errors], [{ node: null }, null]);
  },
  'a text that is no id is null or a coded error': async () => {
    for (const id of ['', 'x', 'T3JkZXI6MQ==', 'ord_', `ord_${'0'.repeat(5000)}`, '\u0000', '💥']) {
      const { data, errors } = await query(NODE, { id });
      expect(data?.node === null && (!errors || errors[0].extensions.code === 'BAD_USER_INPUT'), { id, data, errors });
    }
  },
  'an id of another storefront is null': async () => {
    const { order } = await sell(otherKey);
    const { data, errors } = await query(NODE, { id: order.id });
    same([data, errors], [{ node: null }, null]);
  },
  'nodes keeps places, and repeats what is asked twice': async () => {
    const { order, shipment } = await sell();
    const ids = [shipment.id, LOST, order.id, shipment.id];
    const { data } = await query('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    same(
      data.nodes.map((node) => node?.id ?? null),
      [shipment.id, null, order.id, shipment.id],
    );
  },
  'nodes has a bound that is told': async () => {
    const { errors } = await query('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(1000).fill(LOST) });
    same(errors?.[0].extensions.code, 'BAD_USER_INPUT');
  },
});

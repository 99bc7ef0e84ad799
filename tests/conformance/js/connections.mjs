// Relay's cursor connections: their shape, and the paging algorithm over claims.
import { getNamedType, getNullableType, isListType, isNonNullType, isScalarType } from 'graphql';
import { expect, run, same } from './checks.mjs';
import { introspect } from './introspected.mjs';
import { change, newOrder, post, sell } from './service.mjs';

const MOST = 5;

const query = async (text, variables) => (await post({ query: text, variables })).json;

async function connections() {
  const types = Object.values((await introspect()).getTypeMap()).filter(({ name }) => /Connection$/.test(name));
  expect(types.length, 'no type is a connection');
  return types;
}

/** An order with five claims, each on one piece; newest first. */
let seeded;
function many() {
  seeded ??= (async () => {
    const lines = [{ externalId: '1', title: 'Mug', quantity: MOST, unitPrice: '1.00', paidAmount: '5.00' }];
    const { order } = await change('orderUpsert', { ...newOrder(), total: '5.00', lines });
    const parcel = { orderId: order.id, carrier: 'USPS', trackingNumber: `MG${Date.now()}` };
    const { shipment } = await change('shipmentUpsert', parcel);
    const ids = [];
    for (let made = 0; made < MOST; made += 1) {
      const items = [{ shipmentLineId: shipment.lines[0].id, quantity: 1 }];
      const input = { orderId: order.id, shipmentId: shipment.id, reason: 'DAMAGED_IN_TRANSIT', items };
      ids.unshift((await change('claimCreate', input)).claim.id);
    }
    return { order: order.id, ids };
  })();
  return seeded;
}

const PAGE = `query($orderId: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  claims(filter: {orderId: $orderId}, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function answer(range) {
  return query(PAGE, { orderId: (await many()).order, ...range });
}

async function page(range) {
  const { data, errors } = await answer(range);
  if (errors) throw new Error(JSON.stringify(errors));
  const { edges, nodes, pageInfo } = data.claims;
  return { ...pageInfo, edges, nodes, ids: edges.map(({ node }) => node.id) };
}

/** Checks that this is refused for what it says, not by accident. */
async function refused(range) {
  const { data, errors } = await answer(range);
  expect(errors?.[0].extensions?.code === 'BAD_USER_INPUT', { data, errors });
  expect(!/base64|codec|invalid literal|Traceback|Error\b/.test(errors[0].message), errors[0].message);
}

/** Every page in one direction, put together in the order of the connection. */
async function walk(size, way) {
  const ids = [];
  for (let place; ids.length < 100;) {
    const found = await page(way === 'forward' ? { first: size, after: place } : { last: size, before: place });
    ids[way === 'forward' ? 'push' : 'unshift'](...found.ids);
    if (!(way === 'forward' ? found.hasNextPage : found.hasPreviousPage)) break;
    place = way === 'forward' ? found.endCursor : found.startCursor;
  }
  return ids;
}

const shape = {
  'a connection has edges and pageInfo: PageInfo!': async () => {
    for (const type of await connections()) {
      const { edges, pageInfo } = type.getFields();
      expect(isListType(getNullableType(edges.type)) && String(pageInfo.type) === 'PageInfo!', type.name);
    }
  },
  'an edge has a node and a cursor that is text': async () => {
    for (const type of await connections()) {
      const { node, cursor } = getNamedType(type.getFields().edges.type).getFields();
      expect(!isListType(getNullableType(node.type)) && isScalarType(getNamedType(cursor.type)), type.name);
      expect(isNonNullType(cursor.type), type.name);
    }
  },
  'PageInfo is as specified': async () => {
    const fields = (await introspect()).getType('PageInfo').getFields();
    const told = Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, String(type)]));
    same([told.hasNextPage, told.hasPreviousPage], ['Boolean!', 'Boolean!']);
    same([told.startCursor, told.endCursor], ['String', 'String']);
  },
  'whatever gives a connection takes first, after, last and before': async () => {
    for (const type of Object.values((await introspect()).getTypeMap())) {
      for (const field of Object.values(type.getFields?.() ?? {})) {
        if (!/Connection$/.test(getNamedType(field.type).name)) continue;
        const told = Object.fromEntries(field.args.map(({ name, type: given }) => [name, String(given)]));
        same([told.first, told.last, told.after, told.before], ['Int', 'Int', 'String', 'String']);
      }
    }
  },
  'a connection counts all that it holds': async () => {
    for (const type of await connections()) expect(type.getFields().totalCount, `${type.name} has no totalCount`);
    const text = 'query($id: ID!) { claims(filter: {orderId: $id}, first: 2) { totalCount } }';
    same((await query(text, { id: (await many()).order })).data?.claims.totalCount, MOST);
  },
};

const paging = {
  'the pages forward are the whole': async () => {
    for (const size of [1, 2, MOST, 100]) same(await walk(size, 'forward'), (await many()).ids);
  },
  'the pages backward are the whole, in the same order': async () => {
    for (const size of [1, 2, MOST, 100]) same(await walk(size, 'backward'), (await many()).ids);
  },
  'nodes are the nodes of the edges': async () => {
    const { nodes, ids } = await page({ first: 3 });
    same(
      nodes.map(({ id }) => id),
      ids,
    );
  },
  'startCursor and endCursor are those of the edges': async () => {
    const { edges, startCursor, endCursor } = await page({ first: 3 });
    same([startCursor, endCursor], [edges[0].cursor, edges[2].cursor]);
  },
  'a first page has a next one and none before': async () => {
    const { hasNextPage, hasPreviousPage } = await page({ first: 2 });
    same([hasNextPage, hasPreviousPage], [true, false]);
  },
  'a last page has one before and none next': async () => {
    const { hasNextPage, hasPreviousPage } = await page({ last: 2 });
    same([hasNextPage, hasPreviousPage], [false, true]);
  },
  'a page of exactly all has neither': async () => {
    for (const range of [{ first: MOST }, { last: MOST }]) {
      const { hasNextPage, hasPreviousPage } = await page(range);
      same([hasNextPage, hasPreviousPage], [false, false]);
    }
  },
  'behind the end is an empty page': async () => {
    const { endCursor } = await page({ first: MOST });
    const found = await page({ first: 2, after: endCursor });
    same([found.ids, found.hasNextPage, found.startCursor, found.endCursor], [[], false, null, null]);
  },
  'before the beginning is an empty page': async () => {
    const { startCursor } = await page({ first: 1 });
    const found = await page({ last: 2, before: startCursor });
    same([found.ids, found.hasPreviousPage], [[], false]);
  },
  'after and before cut out what lies between': async () => {
    const { edges, ids } = await page({ first: MOST });
    const between = { after: edges[0].cursor, before: edges[4].cursor };
    same((await page({ ...between, first: 10 })).ids, ids.slice(1, 4));
    same((await page({ ...between, last: 2 })).ids, ids.slice(2, 4));
    same((await page({ ...between, first: 2 })).ids, ids.slice(1, 3));
  },
  'in a cut, hasNextPage of a forward page says whether the cut holds more': async () => {
    const { edges } = await page({ first: MOST });
    const between = { after: edges[0].cursor, before: edges[4].cursor };
    same((await page({ ...between, first: 2 })).hasNextPage, true);
    same((await page({ ...between, last: 2 })).hasPreviousPage, true);
  },
  'pages do not drift while something is added': async () => {
    const sold = await sell();
    const made = [];
    const add = async () => {
      const input = { orderId: sold.order.id, shipmentId: sold.shipment.id, reason: 'LOST_IN_TRANSIT' };
      made.unshift((await change('claimCreate', input)).claim.id);
      await change('claimCancel', { claimId: made[0] });
    };
    for (let count = 0; count < 3; count += 1) await add();
    const known = [...made];
    const first = await query(PAGE, { orderId: sold.order.id, first: 2 });
    await add();
    const after = first.data.claims.pageInfo.endCursor;
    const second = await query(PAGE, { orderId: sold.order.id, first: 2, after });
    same(
      [...first.data.claims.nodes, ...second.data.claims.nodes].map(({ id }) => id),
      known,
    );
  },
  'first of 0 is an empty page': async () => same((await page({ first: 0 })).ids, []),
  'a negative first or last is a coded error': async () => {
    await refused({ first: -1 });
    await refused({ last: -1 });
  },
  'a first beyond the bound is a coded error': async () => refused({ first: 100_000 }),
  'first and last at once are a page or a coded error': async () => {
    const { data, errors } = await answer({ first: 2, last: 1 });
    expect(data?.claims || errors[0].extensions.code === 'BAD_USER_INPUT', { data, errors });
  },
  'a text that is no cursor is a coded error': async () => {
    const wrong = ['', ' ', 'x', '!!!', 'YXJyYXljb25uZWN0aW9uOjE=', 'w', '\u0000', '💥', 'A'.repeat(10_000), '////'];
    for (const after of wrong) {
      await refused({ first: 1, after }).catch((error) => {
        throw new Error(`${JSON.stringify(after.slice(0, 30))}: ${error.message}`);
      });
      await refused({ last: 1, before: after });
    }
  },
  'a cursor that was shortened is a coded error': async () => {
    const { endCursor } = await page({ first: 1 });
    await refused({ first: 1, after: endCursor.slice(0, -4) });
    await refused({ first: 1, after: endCursor.slice(4) });
  },
  'a cursor of another connection is a coded error': async () => {
    const { data } = await query('{ effects(first: 1) { pageInfo { endCursor } } }');
    expect(data.effects.pageInfo.endCursor, 'there are no effects to take a cursor of');
    await refused({ first: 1, after: data.effects.pageInfo.endCursor });
  },
};

await run('Relay: connections', { ...shape, ...paging });

// The page as a value: `h` describes an element, `patch` makes a node's children what is described; and what cards have
// in common.

/** `h('p.small', {lang: 'da'}, 'text', child)`; nothing is shown of null and false. */
export function h(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  const [first] = rest;
  const props = first?.constructor === Object && !first.tag ? { ...rest.shift() } : {};
  if (classes.length) props.class = classes.join(' ');
  return { tag, props, children: rest.flat(9).filter((child) => child || child === 0) };
}

/** Keeps what is there, with its focus and what was typed; a `key` tells equal siblings apart. */
export function patch(parent, wanted) {
  const rest = [...parent.childNodes];
  wanted.forEach((want, n) => {
    const { tag, props, children } = want;
    const place = rest.findIndex((node) =>
      tag ? node.localName === tag && node.key === props.key : node.nodeType === 3,
    );
    const [node = tag ? document.createElement(tag) : new Text()] = place < 0 ? [] : rest.splice(place, 1);
    if (parent.childNodes[n] !== node) parent.insertBefore(node, parent.childNodes[n] ?? null);
    if (!tag) return node.data === `${want}` || (node.data = want);
    for (const name in { ...node.props, ...props }) {
      const value = props[name];
      if (name === 'key' || name === 'value' || name.startsWith('on')) node[name] === value || (node[name] = value);
      else if (value == null || value === false) node.removeAttribute(name);
      else if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
    }
    node.props = props;
    patch(node, children);
  });
  for (const node of rest) node.remove();
}

/** The steps, those that were reached marked. */
export const bar = (steps, reached, t) =>
  reached >= 0 &&
  h(
    'ol.steps',
    { 'aria-label': t('progress') },
    steps.map((step, n) =>
      h('li', { class: n <= reached && 'done', 'aria-current': n === reached && 'step' }, t(step)),
    ),
  );

/** What happened, under a line that opens it. `entries`: `{id, at, what, where, text}`. */
export const story = (title, entries, t) =>
  entries.length > 0 &&
  h(
    'details',
    h('summary', title),
    h(
      'ol.story',
      { part: 'timeline' },
      entries.map(({ id, at, what, where, text }) =>
        h(
          'li',
          { key: id, 'data-id': id },
          h('time', { datetime: at }, t.moment(at)),
          h('strong', what),
          where && h('bdi.small', ' ', where),
          text && h('bdi.said', { dir: 'auto' }, text),
        ),
      ),
    ),
  );

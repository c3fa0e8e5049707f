// Values that a script can assign to a figure's property, and that no figure can be made of. Each must be refused with a
// message, and soon: code that follows a value wherever it leads would never return from some of these.

const endless = 2 ** 32 - 1;

/** An array that is its own first element. */
function itself() {
  /** @type {unknown[]} */
  const array = [];
  array.push(array, array);
  return array;
}

/** Two arrays, each inside the other. */
function eachOther() {
  /** @type {unknown[][]} */
  const [a, b] = [[], []];
  a.push(b);
  b.push(a);
  return a;
}

/** @param {unknown} inner */
function nested(inner, depth = 100_000) {
  let array = inner;
  for (let level = 0; level < depth; level++) array = [array];
  return array;
}

/** Three words, from an iterator that never ends. */
export function withoutEnd() {
  return Object.assign(['x', 'y', 'z'], {
    * [Symbol.iterator]() {
      for (;;) yield 'x';
    },
  });
}

/** @type {{ [name: string]: () => unknown }} */
export const oddValues = {
  'an array that contains itself': itself,
  'arrays that contain each other': eachOther,
  'deep nesting': () => nested(1),
  'nothing, deep inside': () => nested([], 5),
  'a sparse array as long as there is': () => new Array(endless),
  'a sparse array with a first number': () => Object.assign(new Array(endless), { 0: 1 }),
  'a long sparse row': () => [Object.assign(new Array(endless), { 0: 1 })],
  'a proxy that contains itself': () => {
    /** @type {unknown[]} */
    const proxy = new Proxy([], { get: (target, name) => (name === 'length' ? 2 : typeof name === 'string' ? proxy : Reflect.get(target, name)) });
    return proxy;
  },
  'a proxy of no certain length': () => new Proxy([1, 2], { get: (target, name) => (name === 'length' ? 1.5 : Reflect.get(target, name)) }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable([1], {});
    revoke();
    return proxy;
  },
  'a getter that throws': () => Object.defineProperty([1, 2], 1, { get() { throw new Error('not for you'); }, enumerable: true }),
  'a getter that throws nothing': () => Object.defineProperty([1, 2], 0, { get() { throw undefined; }, enumerable: true }),
  'a function': () => Object.assign(() => {}, { toString: null }),
  'an object without a prototype': () => Object.create(null),
  'a list of such': () => [Object.create(null), Symbol('x')],
};

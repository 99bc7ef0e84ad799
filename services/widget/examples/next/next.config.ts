import path from 'node:path';
import type { NextConfig } from 'next';

// the packages lie one folder up, for all examples
export default { turbopack: { root: path.resolve('..') } } satisfies NextConfig;

// Both elements in Vue's templates: `/// <reference types="@makegood/widget/vue" />` in one file of a project.

import type { DefineComponent, HTMLAttributes } from 'vue';
import type { MakegoodEventMap, StatusAttributes, TokenHook } from './index.js';
import type { LookupAttributes } from './lookup.js';

type Listeners = {
  [name in keyof MakegoodEventMap as `on${Capitalize<name>}`]?: (event: MakegoodEventMap[name]) => void;
};

/** The hook for tokens is set with `.onTokenExpired` or `:onTokenExpired.prop`. */
type Hook = { onTokenExpired?: TokenHook | null };

declare module 'vue' {
  interface GlobalComponents {
    'makegood-status': DefineComponent<Omit<HTMLAttributes, keyof StatusAttributes> & StatusAttributes & Listeners & Hook>;
    'makegood-lookup': DefineComponent<Omit<HTMLAttributes, keyof LookupAttributes> & LookupAttributes & Listeners>;
  }
}

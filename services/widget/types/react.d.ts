// Both elements in JSX, for React 19: `/// <reference types="@makegood/widget/react" />` in one file of a project.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { MakegoodEventMap, MakegoodStatus, StatusAttributes } from './index.js';
import type { LookupAttributes, MakegoodLookup } from './lookup.js';

/** React listens to an element's own events under `on` and their names. */
type Listeners = { [name in keyof MakegoodEventMap as `on${name}`]?: (event: MakegoodEventMap[name]) => void };

type Element<E, Attributes> = Omit<DetailedHTMLProps<HTMLAttributes<E>, E>, keyof Attributes> & Attributes & Listeners;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // the hook for tokens is set by `ref`: React takes a prop that begins with `on` for a listener
      'makegood-status': Element<MakegoodStatus, StatusAttributes>;
      'makegood-lookup': Element<MakegoodLookup, LookupAttributes>;
    }
  }
}

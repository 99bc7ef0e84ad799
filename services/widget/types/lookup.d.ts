// <makegood-lookup>: a guest's way to an order, by its number and an e-mail address or a postal code.

import type { StatusAttributes } from './index.js';

/** What can be written in HTML. */
export interface LookupAttributes extends Pick<StatusAttributes, 'api' | 'lang' | 'theme'> {
  /** A publishable key of the storefront, `mg_pk_…`, which the page's origin may use. */
  'publishable-key'?: string;
}

/** Asks for an order's number and a proof, then shows the order. */
export class MakegoodLookup extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    'makegood-lookup': MakegoodLookup;
  }
}

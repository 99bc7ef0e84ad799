// <makegood-status>: its properties, attributes and events.

import type { OrderStatusQuery } from './schema.js';

/** The order as the widget read it. */
export type Order = NonNullable<OrderStatusQuery['order']>;

/** Whether changes arrive by themselves, and on which way; `polling` is not live. */
export type Live = { live: boolean; via: 'sse' | 'websocket' | 'polling' | null };

/**
 * Fetches a customer token from the page's own server, when the last one has ended or there is none. `null` says that
 * the customer is signed out; a rejection, that it may be asked for again in a moment.
 */
export type TokenHook = () => Promise<string | null>;

/** What can be written in HTML. */
export interface StatusAttributes {
  /** The order's id, `ord_…`. */
  order?: string;
  /** A customer token of that order; it may be left out where there is a hook for tokens. */
  token?: string;
  /** The API's origin; without it, that of the module. Needed wherever the module is bundled. */
  api?: string;
  /** `da`, `en` or `de`, also with a region; without it the page's, then the browser's. */
  lang?: string;
  /** `auto`, which it is without, follows the reader's own preference. */
  theme?: 'auto' | 'light' | 'dark';
}

/** The events of both elements; they bubble, also out of a shadow tree. */
export interface MakegoodEventMap {
  /** The order as it is shown from now on. */
  'makegood-change': CustomEvent<Order>;
  'makegood-live': CustomEvent<Live>;
}

/** One order's parcels and claims, live. */
export class MakegoodStatus extends HTMLElement {
  /** The page's hook for tokens. */
  onTokenExpired: TokenHook | null;
  /** The token in use; a new one may be set at any time. */
  token: string | null;
  /** The order as it is shown. */
  readonly data: Order | null;
}

declare global {
  interface HTMLElementTagNameMap {
    'makegood-status': MakegoodStatus;
  }
  interface HTMLElementEventMap extends MakegoodEventMap {}
  interface DocumentEventMap extends MakegoodEventMap {}
}

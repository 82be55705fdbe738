/** What a stand-in does instead of answering. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** The connection is cut before an answer. */
  | { readonly destroy: true }
  /** The request is executed, and the connection is cut after that many bytes of the answer's body. */
  | { readonly destroyAfterBytes: number }
  /** Nothing ever comes. */
  | { readonly hang: true }

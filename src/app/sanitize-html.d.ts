// The package brings no types of its own.
declare module 'sanitize-html' {
  interface Options {
    readonly allowedTags?: readonly string[];
    readonly allowedAttributes?: Readonly<Record<string, readonly string[]>>;
    readonly allowedSchemes?: readonly string[];
  }
  /** The HTML with everything taken out that is not allowed. */
  export default function sanitizeHtml(html: string, options?: Options): string;
}

import { CALLBACKS, EVENTS, SCOPES } from './scopes.ts';

/** What the console imports: permission management, batch import and export. */
export interface PermissionImport {
  readonly scopes: {
    /** Of the app itself. */
    readonly tenant: readonly string[];
    /** On behalf of a person who signed in: none. */
    readonly user: readonly string[];
  };
}

/** The app as Feishu has to know it. The console imports permissions; events and callbacks are ticked by hand. */
export interface FeishuManifest extends PermissionImport {
  readonly events: readonly string[];
  readonly callbacks: readonly string[];
}

/** `minimal`: without the permissions that are sensitive or paid for. */
export const feishuManifest = ({ minimal }: { readonly minimal: boolean }): FeishuManifest => ({
  scopes: {
    tenant: SCOPES.filter(({ optional }) => !minimal || !optional).map(({ name }) => name),
    user: [],
  },
  events: EVENTS.map(({ name }) => name),
  callbacks: CALLBACKS.map(({ name }) => name),
});

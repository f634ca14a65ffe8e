import * as v from 'valibot';
import type { BackendKind } from '../backendKind.ts';

export const gitDeskKind: BackendKind = {
  kind: 'git',
  name: 'Git desk',
  signIn: [],
  // Crockford's base 32, with the letters that people mistake for digits
  keyPattern: /^(INC|REQ|TSK|CHG|PRB|ALR)-[0-9A-Z]{4,26}$/i,
  selectors: v.strictObject({}),
  open: async (context) => (await import('./index.ts')).openGitDesk(context),
};

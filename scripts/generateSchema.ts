// Writes schemas/footbridge.schema.json, by which editors complete and explain `.footbridge.yml`, from the schemas that read it.
import { writeFileSync } from 'node:fs';
import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { backendKinds } from '../src/backends/registry.ts';
import { linkFileSchema, serviceLevelSchema, ticketLinkSchema } from '../src/repo/linkFileSchema.ts';

const file = new URL('../schemas/footbridge.schema.json', import.meta.url);

export function schemaText(): string {
  const schema = {
    title: 'Footbridge link file',
    description:
      'Links a repository to the services it builds or runs, and to where their tickets are. It holds no secret.',
    ...converted(linkFileSchema(backendKinds.map(({ kind }) => kind)), { serviceLevel: serviceLevelSchema }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function converted(schema: Schema, definitions: Readonly<Record<string, Schema>> = {}): JsonSchema {
  return toJsonSchema(schema, {
    definitions,
    // What an author writes, not what becomes of it.
    typeMode: 'input',
    ignoreActions: ['check', 'trim'],
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      if (valibotSchema === ticketLinkSchema) return ticketLink(jsonSchema);
      // An editor says of `false` that a property is not allowed, and of `{not: {}}` nothing that helps.
      const isClosed = valibotSchema.type === 'object_with_rest';
      return isClosed ? { ...jsonSchema, additionalProperties: false } : undefined;
    },
  });
}

type Schema = Parameters<typeof toJsonSchema>[0];

/** A schema cannot look up what kind a connection has. So a link to the git desk has no selectors, and any other has those of one kind. */
function ticketLink({ properties, required = [] }: JsonSchema): JsonSchema {
  const connection = properties?.['connection'];
  const base = typeof connection === 'object' ? connection : {};
  const toDesk: JsonSchema = { ...base, const: 'git' };
  const toOther: JsonSchema = { ...base, not: { const: 'git' } };
  return {
    anyOf: backendKinds.map(({ kind, name, selectors }) => {
      const { $schema: _, ...own } = converted(selectors);
      const all = { connection: kind === 'git' ? toDesk : toOther, ...own.properties };
      return { title: name, ...own, properties: all, required };
    }),
  };
}

if (process.argv[1] === import.meta.filename) writeFileSync(file, schemaText());

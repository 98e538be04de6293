import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

// Prisma's schema engine as WebAssembly, an npm package like any other: nothing is downloaded.

interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

// The engine reports a Rust panic here before it traps.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message: (message: string) => process.stderr.write(`${message}\n`),
  },
});

type Exports = Readonly<Record<string, unknown>>;
interface Bindings {
  readonly __wbg_set_wasm: (exports: Exports) => void;
}
// Neither Node's types nor lib es2024 declare it.
interface Wasm {
  instantiate(
    code: Buffer,
    imports: object,
  ): Promise<{ readonly instance: { readonly exports: Exports } }>;
}

let ready: Promise<void> | undefined;
const start = async (): Promise<void> => {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const code = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Wasm };
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': glue });
  const { __wbg_set_wasm: setWasm } = glue as unknown as Bindings;
  setWasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
};

/** Every .prisma file under `folder`, links followed. */
export const readSchema = async (folder: string): Promise<readonly SchemaFile[]> => {
  const names = await readdir(folder, { recursive: false });
  const files: SchemaFile[] = [];
  for (const name of names.toSorted()) {
    const file = path.join(folder, name);
    if (name.endsWith('.prisma')) files.push({ path: file, content: await readFile(file, 'utf8') });
    else if (name === 'models') files.push(...(await readSchema(file)));
  }
  return files;
};

/** SQL that turns the database behind `factory` into `schema`; empty when nothing differs. */
export const missingSql = async (
  schema: readonly SchemaFile[],
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<string> => {
  ready ??= start();
  await ready;
  const files = [...schema];
  const engine = await glue.SchemaEngine.new(
    { datamodels: files.map((file) => [file.path, file.content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    const difference = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return difference.exitCode === 0 ? '' : (difference.stdout ?? '');
  } finally {
    engine.free();
  }
};

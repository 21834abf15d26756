/** Dossiers, put together: asked for on our own page, made behind people's backs, fetched by a link. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { soon } from '../later/soon.ts'
import type { Visitor } from '../signed-in.ts'
import type { ArchiveDeps } from './archive.ts'
import { askFor, dossiersOf, type Wanted } from './dossiers.ts'
import { createFetching, type FetchingDeps } from './fetching.ts'
import { createMaking, type MakingDeps } from './making.ts'

export interface DossierDeps extends Omit<MakingDeps, 'script' | 'prove'>, FetchingDeps {
  /** Where the project lies. */
  root: string
}

/** What checks an archive in the page that came in it: programs that are used alone as well, one after another. */
const SCRIPTS = ['audit/verifier.mjs', 'dossier/unpacking.mjs', 'dossier/verifier.mjs', 'dossier/page.mjs']

export function createDossiers(deps: DossierDeps) {
  const { store, newId, failed, prove } = deps
  let script: string | undefined
  const means: Pick<ArchiveDeps, 'sign' | 'script'> = {
    sign: deps.sign,
    script: () => {
      script ??= scriptOf(deps.root)
      return script
    },
  }
  const making = createMaking({ ...deps, ...means })
  const fetching = createFetching(deps)
  const makeSoon = soon(async (company) => {
    while (await making.work(company));
  }, failed)

  return {
    /** For those who make dossiers of their own. */
    means,

    list: (visitor: Visitor) => store.read(visitor.company, (r) => dossiersOf(r, visitor)),

    /** As `askFor`; it is begun at once. Refused as `not_found` when the host does not show him the record. */
    async ask(visitor: Visitor, wanted: Wanted) {
      const { company } = visitor
      await prove({ ...visitor, record: wanted.record })
      const shown = await store.write(company, async (w) => {
        await askFor(w, visitor, wanted, newId)
        return dossiersOf(w, visitor)
      })
      makeSoon(company)
      return shown
    },

    link: fetching.link,
    fetch: fetching.fetch,
    forget: fetching.forget,
    drop: fetching.drop,
    /** Makes one that is due; true when there may be more. */
    work: making.work,
    /** Resolves when nothing is being made that was asked for here. */
    idle: makeSoon.idle,

    async stop() {
      making.stop()
      await makeSoon.idle()
    },
  }
}

export type Dossiers = ReturnType<typeof createDossiers>

/** One module: what they take from each other stands before them. */
function scriptOf(root: string): string {
  return SCRIPTS.map((file) => readFileSync(join(root, 'tools', file), 'utf8'))
    .join('\n')
    .replace(/^import \{[^}]*\} from '\.[^']*'\n/gm, '')
}

/** Makes the dossier of one record for the CRM, as large as it takes; where it would be larger, the last files stay out. */
import type { Answer, CrmRefusal } from '../../crm-adapters/port.ts'
import { FILES_MOST } from '../dossier/gather.ts'
import { isTooLarge, type Put, type PuttingDeps, putArchive } from '../dossier/putting.ts'
import { Refused } from '../refused.ts'
import type { NotLeft } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { LeftRow, PartingRow } from './rows.ts'

export interface MakingDeps extends PuttingDeps {
  /** Refused unless he oversees the company and the host shows him the record now. */
  prove(viewer: Viewer): Promise<void>
  /** Bytes of a file the CRM takes from him at most. */
  largestFile(company: string, person: string): Promise<Answer<number>>
}

/** What does not fit is tried again with fewer files, and at last without any. */
const SHARES = [0.9, 0.5, 0]

/** The CRM does not say just now. */
export class NotNow extends Error {
  override name = 'NotNow'
}

/** @throws NotNow, or what `whyNot` names */
export async function makeOne(
  deps: MakingDeps,
  parting: PartingRow,
  { record }: LeftRow,
  kept: string,
  alive: () => Promise<void>,
): Promise<Put> {
  const { company, by, language, zone, readers } = parting
  const viewer = { company, person: by, record }
  await deps.prove(viewer)
  const most = given(await deps.largestFile(company, by))
  const edition = readers === 'record' ? 'everybody' : 'his'
  for (const share of SHARES) {
    const filesMost = Math.min(FILES_MOST, Math.floor(most * share))
    const order = { ...{ id: kept, by, language, zone }, edition, private: false, filesMost } as const
    try {
      return await putArchive(deps, { viewer, order, kept, most, progress: alive })
    } catch (error) {
      if (!isTooLarge(error)) throw error
    }
  }
  throw new Refused('file_too_large')
}

const LATER = new Set<CrmRefusal>([
  'unreachable',
  'limited',
  'broken',
  'blocked',
  'moved',
  'expired',
  'revoked',
])

function given(answer: Answer<number>): number {
  if (answer.ok) return answer.value
  if (LATER.has(answer.reason)) throw new NotNow(answer.message)
  throw new Refused('not_allowed', answer.message)
}

/** Undefined when it may be otherwise the next time. */
export function whyNot(error: unknown): NotLeft | undefined {
  if (isTooLarge(error)) return 'too_large'
  if (!(error instanceof Refused)) return error instanceof NotNow ? undefined : 'broken'
  if (error.reason === 'host_unreachable' || error.reason === 'session_over') return undefined
  return error.reason === 'not_found' || error.reason === 'not_allowed' ? 'not_shown' : 'broken'
}

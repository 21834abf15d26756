/** Our server as our own page asks it. */
import type {
  Attempt,
  Choices,
  Diagnosis,
  DiaryRow,
  InboxCounts,
  InboxFilter,
  InboxPage,
  InboxRow,
  Level,
  ShownAbsence,
  ShownChoices,
  ShownDocument,
  Visited,
} from '../../backend/shown.ts'
import type { NumberField } from '../../crm-adapters/port.ts'
import type { Absences } from '../absences/absences.model.ts'
import { asking, query, type Sitting } from '../asking.ts'
import { leavingApi } from '../leaving/leaving-api.ts'

export interface InboxAsked {
  filter: InboxFilter
  q?: string | undefined
  before?: string | undefined
  /** Of these only; those that no longer fit are left out. */
  threads?: string[]
}

/** What has moved since a position; `stale` when it is too much to name. */
export type Moved = { moved: string[]; chosen: boolean; head: number } | { stale: true; head: number }

export type HomeApi = ReturnType<typeof connectHomeApi>

export function connectHomeApi(sitting: Sitting) {
  const asks = asking(sitting)
  const { call, proven, attempt, token, renew, renewal } = asks
  const row = (thread: string) => `/api/inbox/${encodeURIComponent(thread)}`
  const diagnostics = '/api/company/diagnostics'
  return {
    /** For what is loaded later, which knows its own addresses. */
    call,
    proven,
    attempt,
    token,
    renew,
    renewal,
    inbox: ({ threads, ...asked }: InboxAsked) =>
      call<InboxPage>('GET', `/api/inbox${query({ ...asked, threads: threads?.join() })}`),
    files: (q: string) => call<{ files: ShownDocument[] }>('GET', `/api/inbox/files${query({ q })}`),
    moved: (after: number) => call<Moved>('GET', `/api/inbox/moved${query({ after })}`),
    visit: (thread: string) => call<Visited>('POST', `${row(thread)}/visit`),
    read: (thread: string, seq: number) => call<{ readSeq: number }>('PUT', `${row(thread)}/read`, { seq }),
    readAll: (upTo: string) => call<{ discussions: number }>('PUT', '/api/inbox/read', { upTo }),
    level: (thread: string, level: Level | null) =>
      call<Pick<InboxRow, 'level' | 'mutedAt'>>('PUT', `${row(thread)}/level`, { level }),
    answered: (thread: string, seq: number) =>
      call<{ unanswered: number }>('PUT', `${row(thread)}/answered`, { seq }),
    counts: () => call<InboxCounts>('GET', '/api/inbox/counts'),

    choices: () => call<ShownChoices>('GET', '/api/company/choices'),
    choose: (choices: Choices, version: string) =>
      call<ShownChoices>('PUT', '/api/company/choices', { choices, version }),

    /** Columns of the host in which a margin may stand. */
    numberFields: () => call<{ fields: NumberField[] }>('GET', '/api/company/choices/numbers'),

    leaving: leavingApi(asks),

    absences: () => call<Absences>('GET', '/api/absences'),
    beAway: (id: string, wanted: { substitute: string; since: string; until: string }) =>
      call<ShownAbsence>('PUT', `/api/absences/${encodeURIComponent(id)}`, wanted),
    comeBack: (id: string) => call<ShownAbsence>('DELETE', `/api/absences/${encodeURIComponent(id)}`),
    diary: (id: string) => call<{ rows: DiaryRow[] }>('GET', `/api/absences/${encodeURIComponent(id)}/diary`),

    diagnosis: () => call<Diagnosis>('GET', diagnostics),
    sendTest: () => call<Attempt>('POST', `${diagnostics}/round-trip`),
    /** Milliseconds a test took that was sent at that moment; null while it has not arrived. */
    testArrived: (since: string) =>
      call<{ ms: number | null }>('GET', `${diagnostics}/round-trip${query({ since })}`),
    bindAgain: () => call<Attempt>('POST', `${diagnostics}/bind`),
    readPeople: () => call<Attempt>('POST', `${diagnostics}/people`),
  }
}

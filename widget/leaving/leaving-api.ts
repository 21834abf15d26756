/** Our server, as far as people's leaving is concerned. */
import type {
  LeavingPreview,
  MadePage,
  MadeWhat,
  SeenPage,
  ShownLeaving,
  ShownLeavings,
} from '../../backend/shown.ts'
import { type asking, query } from '../asking.ts'

export interface Dismissal {
  person: string
  heirs: Record<string, string | null>
  sponsor: string | null
}

export type ActOf = 'leaving' | 'undoing'
export type LeavingApi = ReturnType<typeof leavingApi>

export function leavingApi({ call, proven, attempt }: ReturnType<typeof asking>) {
  const at = '/api/company/leaving'
  const one = (id: string) => `${at}/${encodeURIComponent(id)}`
  const of = (person: string) => `${at}/people/${encodeURIComponent(person)}`
  return {
    list: () => call<ShownLeavings>('GET', at),
    preview: (person: string) => call<LeavingPreview>('GET', of(person)),
    dismiss: (id: string, wanted: Dismissal) => call<ShownLeaving>('PUT', one(id), wanted),
    undo: (id: string) => call<ShownLeaving>('DELETE', one(id)),
    seen: (person: string, before?: string) =>
      call<SeenPage>('GET', `${of(person)}/seen${query({ before })}`),
    made: (person: string, what: MadeWhat, before?: string) =>
      call<MadePage>('GET', `${of(person)}/made${query({ what, before })}`),
    act: (id: string, form: 'json' | 'pdf', asked: { of: ActOf; lang: string }) => {
      const path = `${one(id)}/act${form === 'pdf' ? '.pdf' : ''}${query({ of: asked.of, ...(form === 'pdf' && { lang: asked.lang }) })}`
      return proven(() => attempt('GET', path, undefined, (answer) => answer.blob()))
    },
  }
}

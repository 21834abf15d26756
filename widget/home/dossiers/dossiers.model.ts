/** Dossiers as whoever oversees asks for them, waits for them and fetches them. */
import { signal } from '@preact/signals'
import type { DossierLink, ShownDossiers } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { uuid7 } from '../../outbox/uuid7.ts'
import { chosen } from '../../words/index.ts'
import { server } from '../home.model.ts'

/** As the server has them; undefined until it has told. */
export const mine = signal<ShownDossiers | undefined>(undefined)
export const failure = signal<string | undefined>(undefined)

export async function loadDossiers(): Promise<void> {
  take(await server().call<ShownDossiers>('GET', '/api/dossiers'))
}

export async function ask(record: string, reason?: string) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const wanted = { record, language: chosen.language, zone, ...(reason !== undefined && { reason }) }
  return take(await server().call<ShownDossiers>('PUT', `/api/dossiers/${uuid7()}`, wanted))
}

/** Has the browser save it: however large it is, it goes to disk and not through this page. */
export async function fetchDossier(id: string): Promise<Result<DossierLink>> {
  const answer = await server().call<DossierLink>('POST', `/api/dossiers/${id}/link`)
  if (answer.ok) {
    const link = document.createElement('a')
    link.href = answer.value.path
    link.download = ''
    link.click()
  } else void loadDossiers()
  return answer
}

/** Looks now and then while one is being made. Answers with how to stop. */
export function watchMaking(every = 2000): () => void {
  const timer = setInterval(() => {
    if (mine.peek()?.dossiers.some(({ state }) => state === 'making')) void loadDossiers()
  }, every)
  return () => clearInterval(timer)
}

function take(answer: Result<ShownDossiers>): Result<ShownDossiers> {
  if (answer.ok) {
    mine.value = answer.value
    failure.value = undefined
  } else if (!mine.peek()) failure.value = answer.reason
  return answer
}

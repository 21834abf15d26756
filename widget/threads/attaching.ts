import { fetched, tellUnreachable } from '../parts/later.tsx'
import { attach } from './attachments.model.ts'

const refusing = fetched(() => import('./refusals.ts'))

/** Attaches what fits and says of the rest why it does not. */
export function attachFiles(thread: string, files: readonly File[]): void {
  const refusals = attach(thread, files)
  if (refusals.length > 0) refusing().then(({ tellRefused }) => tellRefused(refusals), tellUnreachable)
}

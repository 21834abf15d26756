/** What somebody has begun to write, kept in this tab until the server has it. */
import type { ShownDraft } from '../../backend/shown.ts'

/** What lies here for the thread; nothing when the server has everything, or the frame may keep nothing. */
export function keptDraft(owner: string, thread: string): ShownDraft | undefined {
  const kept = storage()?.getItem(name(owner, thread))
  return kept ? (JSON.parse(kept) as ShownDraft) : undefined
}

export function keepDraft(owner: string, thread: string, draft: ShownDraft): void {
  storage()?.setItem(name(owner, thread), JSON.stringify(draft))
}

export function forgetDraft(owner: string, thread: string): void {
  storage()?.removeItem(name(owner, thread))
}

function name(owner: string, thread: string): string {
  return `draft ${owner} ${thread}`
}

/** A frame of another site may be denied storage: then drafts live on the server alone. */
function storage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}

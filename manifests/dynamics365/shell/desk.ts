import type { Answers, Door, FramedRecord } from '../../../crm-adapters/dynamics365/frame.ts'
import { guid } from '../../../crm-adapters/dynamics365/passed.ts'

/** What the place that frames the chat can do in Dynamics: a control by its context, a web resource by `Xrm`. */
export interface Desk {
  readonly door: Door
  openRecord(record: FramedRecord): void
  /** An address that has been found harmless. */
  openPage(url: string): void
  choosePeople(): Promise<Answers['people']>
  /** 0 takes the badge away. */
  badge(count: number): void
}

/** The people among what a lookup dialog gives, which writes ids in braces; it gives nothing when it is dismissed. */
export function peopleIn(chosen: { id: string; name?: string | undefined }[] | null): Answers['people'] {
  return (chosen ?? []).flatMap(({ id, name = '' }) => {
    const bare = guid(id)
    return bare ? [{ id: bare, name }] : []
  })
}

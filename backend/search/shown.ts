/** What a search has found. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { ShownDocument, ShownMessage, ThreadKind } from '../shown.ts'

export interface SearchHit {
  message: ShownMessage
  record: RecordRef
  thread: { id: string; title: string; kind: ThreadKind }
  /** Where to highlight: offsets into `message.text`, in UTF-16 units, end exclusive. */
  marks: [number, number][]
}

export interface SearchPage {
  hits: SearchHit[]
  /** Files by words of their names, on the first page: the newest few. */
  files?: ShownDocument[]
  /** How many there are within the card; at most 200 are counted. */
  total: number
  /** Pass as `before` for older hits. */
  next?: string
}

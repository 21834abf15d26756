/** What was written into a card's timeline. */
export interface TimelineEntry {
  id: number
  kind: 'comment' | 'log'
  entityTypeId: number
  entityId: number
  author: string
  at: Date
  /** BB code in a comment. */
  text: string
  /** Of a log entry. */
  title?: string
  iconCode?: string
  /** Names of a comment's files. */
  files: string[]
}

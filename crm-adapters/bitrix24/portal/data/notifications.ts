/** What the bell shows a person. */
export interface Notification {
  id: number
  person: string
  kind: 'personal' | 'system'
  /** Whose name it bears; a system one bears none. */
  from: string | null
  /** BB code. */
  text: string
  tag: string
  subTag: string
  at: Date
}

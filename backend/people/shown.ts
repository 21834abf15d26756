/** Somebody as others are shown him. */

export interface ShownPerson {
  id: string
  name: string
  /** Job title in the host's own words. */
  position: string | null
  /** Role of the company directory this person answers for: `customs`, `logistics`... */
  role: string | null
  photo: string | null
  /** When the person left the company; their words stay. */
  leftAt?: string
  /** A guest from outside; who answers for him. */
  sponsor?: string
}

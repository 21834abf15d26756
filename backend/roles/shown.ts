/** The company's directory of roles, duty and hours. */
import type { DeadlinePreset, ShownPerson } from '../shown.ts'

export type Titles = Record<'ru' | 'uk' | 'en', string>

/** What people are asked about: customs, logistics... */
export interface Role {
  id: string
  title: Titles
  /** Beginnings of words in a job title, else in a department's name, that tell it. */
  words: string[]
  /** Who answers for it by name; a person named for any role is not told by his title. */
  people: string[]
  rota: Rota
  retiredAt?: string
}

/** Who is on duty; with neither, everybody who answers for the role. Times of day are `09:00` in the company's zone. */
export interface Rota {
  /** `days` are 1 for Monday to 7; a shift that ends before it begins goes on past midnight. */
  weekly: { days: number[]; from: string; until: string; person: string }[]
  /** Instead of the week's, all day; both days are included: `2026-12-24`. */
  dated: { from: string; to: string; person: string }[]
}

export interface WorkingHours {
  /** IANA name. */
  zone: string
  /** Monday first; null for a day off. */
  week: ({ from: string; until: string } | null)[]
  /** `2027-01-01` */
  daysOff: string[]
}

/** Roles and hours as administrators edit them, with what comes of them. */
export interface ShownDirectory {
  roles: Role[]
  hours: WorkingHours
  /** Answer for nothing, whatever their titles tell. */
  roleless: string[]
  /** Colleagues with what their titles tell. */
  people: (ShownPerson & { departments: string[]; told: string | null })[]
  version: string
  changed?: { at: string; by: ShownPerson | null }
}

/** Roles as somebody is offered them who wants to ask. */
export interface OfferedRoles {
  roles: { id: string; title: Titles; holders: string[]; onDuty: string[] }[]
  /** When a question asked now would be due: `hour` and `fourHours` are of working time, `noon` is of the next working day. */
  deadlines: Record<DeadlinePreset, string>
  /** Who can change the roles. */
  administrators: string[]
}

/** A role as everybody knows it. */
export interface ShownRole {
  id: string
  title: Titles
  /** Nobody is called by it any more. */
  retired?: true
  /** Who answers for it by an administrator's word, whatever his title. */
  named?: string[]
}

/** Scopes `user_brief` and `department`, and `profile`, which needs none. */
import { departments, type Employee } from '../data/people.ts'
import { type World, written } from '../world.ts'
import { fits, type Row, sorted } from './filter.ts'
import { type Method, page } from './method.ts'
import { asParams, each, isYes, number, type Params, text } from './params.ts'

export const people: Record<string, Method> = {
  profile({ world, person }) {
    if (world.faults.dismissed(person.id)) return { result: {} }
    const { ID, NAME, LAST_NAME, PERSONAL_GENDER, TIME_ZONE, PERSONAL_PHOTO } = user(world, person)
    const ADMIN = Boolean(person.admin)
    return { result: { ID, ADMIN, NAME, LAST_NAME, PERSONAL_GENDER, TIME_ZONE, PERSONAL_PHOTO } }
  },

  'user.admin': ({ person }) => ({ result: Boolean(person.admin) }),

  'user.current': ({ world, person }) => ({
    result: { ...user(world, person), TIMESTAMP_X: {}, LAST_ACTIVITY_DATE: {} },
  }),

  'user.get'({ world, params }) {
    const filter = asParams(params.FILTER ?? params.filter)
    const found = world.people.map((person) => user(world, person)).filter((one) => isFound(one, filter))
    const order = { [text(params.sort) || 'ID']: text(params.order) || 'ASC' }
    const { rows, ...counts } = page(sorted(found, order), number(params.start))
    // As in the documented answers: one may filter by these two, but not read them.
    return { result: rows.map((row) => ({ ...row, TIMESTAMP_X: {}, LAST_ACTIVITY_DATE: {} })), ...counts }
  },

  'department.get'({ params }) {
    const { ID, PARENT, NAME, UF_HEAD } = params
    const asked = Object.entries({ ID, PARENT, NAME, UF_HEAD }).filter(([, value]) => value !== undefined)
    const result = departments.filter((one) => fits(one, Object.fromEntries(asked)))
    return { result, total: result.length }
  },
}

const MONTH = 30 * 86_400_000

function user(world: World, person: Employee): Row {
  return {
    ID: person.id,
    ACTIVE: !world.faults.dismissed(person.id),
    NAME: person.name,
    LAST_NAME: person.lastName,
    SECOND_NAME: '',
    TIME_ZONE: person.timeZone,
    IS_ONLINE: 'Y',
    TIMESTAMP_X: written(
      world.faults.changedAt(person.id) ?? person.hiredAt ?? new Date(world.born.getTime() - MONTH),
    ),
    LAST_ACTIVITY_DATE: written(world.now()),
    PERSONAL_GENDER: '',
    PERSONAL_PHOTO: '',
    WORK_POSITION: person.position,
    UF_DEPARTMENT: [Number(person.department)],
    USER_TYPE: person.extranet ? 'extranet' : 'employee',
  }
}

function isFound(one: Row, { ACTIVE, NAME_SEARCH, ...rest }: Params): boolean {
  const whole = `${one.NAME} ${one.LAST_NAME} ${one.WORK_POSITION}`.toLowerCase()
  const active = ACTIVE === undefined || each(ACTIVE).some((wanted) => one.ACTIVE === isYes(wanted))
  const known = Object.entries(rest).filter(([name]) => name.replace(/^[!@=<>%]+/, '') in one)
  return active && whole.includes(text(NAME_SEARCH).toLowerCase()) && fits(one, Object.fromEntries(known))
}

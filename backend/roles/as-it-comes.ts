/** The roles a deal needs besides its manager, and when people work, until a company says otherwise. */
import type { Role, WorkingHours } from '../shown.ts'

type Told = Pick<Role, 'id' | 'title' | 'words'>

// The order matters where a title tells two: the head of logistics is asked about logistics, a sales manager's head is a head.
const told: Told[] = [
  {
    id: 'customs',
    title: { ru: 'Таможня', uk: 'Митниця', en: 'Customs' },
    words: ['тамож', 'деклар', 'митн', 'customs', 'broker'],
  },
  {
    id: 'trade',
    title: { ru: 'ВЭД', uk: 'ЗЕД', en: 'Foreign trade' },
    words: ['вэд', 'внешнеэк', 'зед', 'зовнішн', 'foreign', 'trade'],
  },
  {
    id: 'logistics',
    title: { ru: 'Логист', uk: 'Логіст', en: 'Logistics' },
    words: ['логист', 'логіст', 'logist', 'экспед', 'експед', 'dispatch'],
  },
  {
    id: 'finance',
    title: { ru: 'Финансы', uk: 'Фінанси', en: 'Finance' },
    words: ['финанс', 'бухгал', 'фінанс', 'financ', 'account'],
  },
  {
    id: 'warehouse',
    title: { ru: 'Склад', uk: 'Склад', en: 'Warehouse' },
    words: ['склад', 'кладов', 'комірн', 'warehouse', 'stock'],
  },
  {
    id: 'legal',
    title: { ru: 'Юрист', uk: 'Юрист', en: 'Legal' },
    words: ['юрис', 'правов', 'legal', 'lawyer'],
  },
  {
    id: 'head',
    title: { ru: 'Руководитель', uk: 'Керівник', en: 'Head of sales' },
    words: ['руковод', 'начальн', 'директор', 'керівн', 'head', 'director', 'chief'],
  },
  {
    id: 'manager',
    title: { ru: 'Менеджер', uk: 'Менеджер', en: 'Manager' },
    words: ['менедж', 'продаж', 'manager', 'sales'],
  },
]

export const rolesAsTheyCome: Role[] = told.map((role) => ({
  ...role,
  people: [],
  rota: { weekly: [], dated: [] },
}))

/** Who decides, and is called when nobody answers. */
export const HEAD = 'head'

const day = { from: '09:00', until: '18:00' }

/** In the zone most of a language's readers live in: an administrator is shown it, and says otherwise. */
export function hoursAsTheyCome(locale: string): WorkingHours {
  const language = locale.split('-')[0]
  const zone = language === 'uk' ? 'Europe/Kyiv' : language === 'ru' ? 'Europe/Moscow' : 'UTC'
  return { zone, week: [day, day, day, day, day, null, null], daysOff: [] }
}

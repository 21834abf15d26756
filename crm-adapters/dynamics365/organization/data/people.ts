/** The people of the forwarder «Вектрана Логистик», a company that does not exist, as Dynamics 365 knows them. */

export interface Person {
  /** The story's own number; ids are made of it. */
  number: number
  firstName: string
  lastName: string
  title: string
  unit: number
  roles: string[]
  manager?: number
  /** Left before our story begins. */
  disabled?: true
  /** LCID of the language he works in. */
  language: 1033 | 1049 | 1058
  /** In Entra. */
  account: string
}

export interface Unit {
  number: number
  name: string
  parent?: number
}

export const company = 'Вектрана Логистик'
export const domain = 'vectrana.example'
export const ROOT_UNIT = 1

export const units: Unit[] = [
  { number: ROOT_UNIT, name: company },
  { number: 3, name: 'Отдел продаж', parent: 1 },
  { number: 31, name: 'Продажі, Київ', parent: 3 },
  { number: 4, name: 'Логистика и склад', parent: 1 },
  { number: 6, name: 'ВЭД и таможня', parent: 1 },
  { number: 7, name: 'Финансы', parent: 1 },
]

const participant = ['Deal Participant']
const seller = ['Salesperson']

export const people: Person[] = [
  person(1, 'Анна', 'Воронцова', 'Администратор', 1, ['System Administrator'], 'anna.vorontsova'),
  person(5, 'Марина', 'Белова', 'Руководитель отдела продаж', 3, ['Sales Manager'], 'marina.belova'),
  person(7, 'Сергей', 'Котов', 'Менеджер по продажам', 3, seller, 'sergey.kotov', { manager: 5 }),
  person(8, 'Оксана', 'Ткаченко', 'Менеджер з продажу', 31, seller, 'oksana.tkachenko', {
    manager: 5,
    language: 1058,
  }),
  person(9, 'Алина', 'Морозова', 'Специалист по ВЭД', 6, participant, 'alina.morozova'),
  person(11, 'Дмитрий', 'Лунёв', 'Логист', 4, participant, 'dmitry.lunev'),
  person(12, 'Игорь', 'Ким', 'Таможенный декларант', 6, participant, 'igor.kim', { manager: 9 }),
  person(14, 'Наталья', 'Орлова', 'Финансист', 7, ['Deal Participant', 'Accountant'], 'natalia.orlova'),
  person(16, 'Павел', 'Гущин', 'Кладовщик', 4, participant, 'pavel.gushchin', { manager: 11 }),
  person(18, 'James', 'Porter', 'Key Account Manager', 3, seller, 'james.porter', {
    manager: 5,
    language: 1033,
  }),
  person(21, 'Богдан', 'Шевчук', 'Логіст', 4, participant, 'bohdan.shevchuk', {
    manager: 11,
    language: 1058,
  }),
  person(25, 'Фёдор', 'Седов', 'Менеджер по продажам', 3, seller, 'fedor.sedov', { disabled: true }),
]

/** The application user, as an administrator adds it for us. */
export const SERVICE = 900

function person(
  number: number,
  firstName: string,
  lastName: string,
  title: string,
  unit: number,
  roles: string[],
  name: string,
  more: Partial<Person> = {},
): Person {
  return {
    number,
    firstName,
    lastName,
    title,
    unit,
    roles,
    account: `${name}@${domain}`,
    language: 1049,
    ...more,
  }
}

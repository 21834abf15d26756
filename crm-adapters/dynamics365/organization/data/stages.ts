/** The business process flows of opportunities. */

export interface Stage {
  number: number
  name: string
  /** 0 Qualify, 1 Develop, 2 Propose, 3 Close. */
  category: 0 | 1 | 2 | 3
}

export interface Process {
  number: number
  name: string
  stages: Stage[]
}

export const processes: Process[] = [
  {
    number: 1,
    name: 'Экспедирование',
    stages: [
      { number: 11, name: 'Заявка', category: 0 },
      { number: 12, name: 'Расчёт ставки', category: 1 },
      { number: 13, name: 'Договор', category: 2 },
      { number: 14, name: 'Перевозка', category: 3 },
      { number: 15, name: 'Таможня', category: 3 },
      { number: 16, name: 'Закрытие', category: 3 },
    ],
  },
  {
    number: 3,
    name: 'Таможенное оформление',
    stages: [
      { number: 31, name: 'Документы', category: 0 },
      { number: 32, name: 'Классификация', category: 1 },
      { number: 33, name: 'Декларация подана', category: 3 },
    ],
  },
]

export function processOf(stage: number): Process | undefined {
  return processes.find(({ stages }) => stages.some(({ number }) => number === stage))
}

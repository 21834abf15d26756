import { chosen } from '../words/index.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** "482 КБ", "1,2 МБ": one decimal below ten. Takes bytes; a kilobyte is 1024. */
export function fileSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return new Intl.NumberFormat(chosen.locale, {
    style: 'unit',
    unit: units[unit] as string,
    // In English a short byte has no plural.
    unitDisplay: unit === 0 && chosen.language === 'en' ? 'long' : 'short',
    maximumFractionDigits: unit > 0 && value < 10 ? 1 : 0,
  }).format(value)
}

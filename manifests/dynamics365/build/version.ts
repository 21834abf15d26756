/**
 * Browsers keep a control they have loaded until its version rises: what is imported under a version that was out already
 * changes nothing for people, and a lower one is refused.
 */
export interface Released {
  /** The highest version that has left the house. */
  version: string
  /** SHA-256 of its control's bundle; null before the first release. */
  control: string | null
}

/** Throws when this control may not go out under this version, which is `major.minor.patch`. */
export function allow(version: string, control: string, released: Released): void {
  const parts = partsOf(version)
  const order = compare(parts, partsOf(released.version))
  if (order < 0) throw new Error(`version ${version} is lower than ${released.version}, which is out already`)
  if (order === 0 && released.control !== null && released.control !== control)
    throw new Error(`the control has changed since ${version} went out: raise the version`)
}

function partsOf(version: string): number[] {
  if (!/^\d{1,5}(\.\d{1,5}){2}$/.test(version)) throw new Error(`${version} is not major.minor.patch`)
  const parts = version.split('.').map(Number)
  if (parts.some((part) => part > 65_535)) throw new Error(`a part of ${version} is above 65535`)
  return parts
}

function compare(one: number[], other: number[]): number {
  const first = one.findIndex((part, place) => part !== other[place])
  return first < 0 ? 0 : Math.sign((one[first] ?? 0) - (other[first] ?? 0))
}

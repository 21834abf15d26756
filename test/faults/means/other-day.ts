/** Loaded before the server: its clock is wrong by what it is told, and what only goes forward is left alone. */
const Real = Date
let wrongBy = 0

class Elsewhen extends Real {
  constructor(...given: unknown[]) {
    if (given.length > 0) super(...(given as [number]))
    else super(Real.now() + wrongBy)
  }

  static override now() {
    return Real.now() + wrongBy
  }
}

globalThis.Date = Elsewhen as DateConstructor
process.on('message', (told: { wrongBy: number }) => {
  wrongBy = told.wrongBy
})

/** Where `announce` speaks. One pair for the page, one inside every dialog. */
export function LiveRegions() {
  return (
    <>
      <div class="hidden" aria-live="polite" data-live="polite" />
      <div class="hidden" aria-live="assertive" data-live="assertive" />
    </>
  )
}

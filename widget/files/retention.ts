/** How many days files are kept, as the product promises it; each file carries its own date besides. */
export const retentionDays = 30

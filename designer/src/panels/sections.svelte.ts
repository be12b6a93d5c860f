/** Which sections of the property panel stand open; kept while the designer is open. */
export const sectionsShown: Record<string, boolean> = $state({ WHAT: true, LOOK: true, PLACE: true, WHEN: true, MORE: false })

/** What the backend offers to a form: kinds of fields, data items, sample families. Fetched once. */
import { fieldKindsQuery, formDataItemsQuery, sampleFamiliesQuery } from '../api/operations'
import type { FieldKindsResult, FormDataItemsResult, SampleFamiliesResult } from '../api/operations'
import { request } from '../api/request'
import type { Template } from '../template/types'
import { ownItems } from './items'

export type FieldKind = NonNullable<FieldKindsResult['fieldKinds']>[number]
export type FieldProperty = FieldKind['properties'][number]
export type FormDataItem = NonNullable<FormDataItemsResult['formDataItems']>[number]
export type SampleFamily = NonNullable<SampleFamiliesResult['sampleFamilies']>[number]

class Catalogue {
  kinds: readonly FieldKind[] = $state.raw([])
  items: readonly FormDataItem[] = $state.raw([])
  families: readonly SampleFamily[] = $state.raw([])
  fault = $state('')
  readonly kindByName: ReadonlyMap<string, FieldKind> = $derived(new Map(this.kinds.map((kind) => [kind.kind, kind])))
  /** Whether elements can be called by their names, or never will be. */
  readonly isThere = $derived((this.kinds.length > 0 && this.items.length > 0) || this.fault !== '')

  #asked = false

  /** All items that a form may name: its own ones first. */
  itemsOf(template: Template): FormDataItem[] {
    return [...ownItems(template.inputs ?? []), ...this.items]
  }

  /** Fetch what is not there yet; a failure can be tried again. */
  load(): void {
    if (this.#asked) return
    this.#asked = true
    this.fault = ''
    const answers = [
      request(fieldKindsQuery, {}).then(({ fieldKinds }) => (this.kinds = fieldKinds ?? [])),
      request(formDataItemsQuery, {}).then(({ formDataItems }) => (this.items = formDataItems ?? [])),
      request(sampleFamiliesQuery, {}).then(({ sampleFamilies }) => (this.families = sampleFamilies ?? [])),
    ]
    Promise.all(answers).catch((error: unknown) => {
      this.#asked = false
      this.fault = error instanceof Error ? error.message : String(error)
    })
  }
}

export const catalogue = new Catalogue()

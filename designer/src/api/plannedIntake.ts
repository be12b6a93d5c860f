/** Operations that bring in what a city has, whose fields are not in the schema yet. */
import type { Json, Operation } from './operations'
import type { FormMade, Refused } from './plannedLife'

export interface WorkbookNote {
  cell: string
  severity: string
  message: string
}

export interface WorkbookRead extends Refused {
  template?: Json
  sheets?: string[]
  notes?: WorkbookNote[]
  knownLabels?: number
  boundLabels?: number
  factor?: number
}

export interface ReadWorkbookInput {
  file: null
  sheet?: string | null
  calibration?: { columns: string; widthMm: number } | null
}

export const readFormWorkbookMutation: Operation<{ readFormWorkbook: WorkbookRead }, { input: ReadWorkbookInput }> = `mutation ReadFormWorkbook($input: ReadFormWorkbookInput!) {
  readFormWorkbook(input: $input) {
    __typename
    ... on WorkbookForm { template sheets notes { cell severity message } knownLabels boundLabels factor }
    ... on Refusal { message path }
  }
}`

export const importFormMutation: Operation<
  { importForm: FormMade },
  { input: { file: null; formId?: string | null; sectionCode?: string | null; idempotencyKey: string } }
> = `mutation ImportForm($input: ImportFormInput!) {
  importForm(input: $input) {
    __typename
    ... on FormDefinition { id }
    ... on InvalidTemplate { faults { message place } }
    ... on Refusal { message path }
  }
}`

export const exportFormQuery: Operation<{ exportForm: Json }, { formId: string; versionId?: string | null }> = `query ExportForm($formId: ID!, $versionId: ID) {
  exportForm(formId: $formId, versionId: $versionId)
}`

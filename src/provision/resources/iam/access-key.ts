import { accessKeys } from '../../../model/sts/tables.ts'

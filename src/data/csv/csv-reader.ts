// All that reading a file takes, and Papa Parse with it: a page that reads none need not load it.
export { likelyColumns } from './csv-columns';
export { loadCsv } from './csv-load';
export { choosingPoints } from './csv-points';
export { formatText } from './csv-table';

/** The source name under which the sample bank's files are loaded. */
export const SAMPLE_SOURCE = '示范农商银行';

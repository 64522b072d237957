import{a,b}from"./part-TNO3AD5M.js";import"./part-WNIH2I3V.js";import"./part-VAJT6Y7T.js";import"./part-7UBKEXG6.js";import"./part-F2HVCECB.js";export{a as StatementLine,b as default};

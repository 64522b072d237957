import{a,b}from"./part-4D6LU4RO.js";import"./part-WNIH2I3V.js";import"./part-VAJT6Y7T.js";import"./part-H7JDEQL6.js";import"./part-F2HVCECB.js";export{a as StatementLine,b as default};

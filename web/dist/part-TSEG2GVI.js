import{a,b}from"./part-E4IOGKDR.js";import"./part-WNIH2I3V.js";import"./part-VAJT6Y7T.js";import"./part-ODNSDHD3.js";import"./part-F2HVCECB.js";export{a as StatementLine,b as default};

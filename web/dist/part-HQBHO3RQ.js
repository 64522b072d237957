import{a,b}from"./part-34Y7X7BL.js";import"./part-WNIH2I3V.js";import"./part-VAJT6Y7T.js";import"./part-MQGB3AHH.js";import"./part-F2HVCECB.js";export{a as StatementLine,b as default};

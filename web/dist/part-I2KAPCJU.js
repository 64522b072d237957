import{a,b}from"./part-LFU34PVU.js";import"./part-2UTZVOYT.js";import"./part-4AVB4KSU.js";import"./part-653HVHOP.js";import"./part-HVU3OWZI.js";export{a as StatementLine,b as default};

// What a server gets of the package: nothing, as elements are the browser's, and rendering must not fail for that.

export {};

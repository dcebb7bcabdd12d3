extension DynareModel {
  /// The words of MATLAB and Octave, none of which can be the name of a function or of a model file.
  public static let reservedWords: Set<String> = [
    "arguments", "break", "case", "catch", "classdef", "continue", "do", "else", "elseif", "end",
    "end_try_catch", "end_unwind_protect", "endclassdef", "endenumeration", "endevents", "endfor",
    "endfunction", "endif", "endmethods", "endparfor", "endproperties", "endspmd", "endswitch",
    "endwhile", "enumeration", "events", "for", "function", "global", "if", "methods", "otherwise",
    "parfor", "persistent", "properties", "return", "spmd", "switch", "try", "until",
    "unwind_protect", "unwind_protect_cleanup", "while",
  ]
}

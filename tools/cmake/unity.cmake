# Sources of one folder are compiled several at once, so that what they include is read once for all of them
# (docs/adr/0012). Whoever changes one file again and again compiles faster with -DSB_UNITY=OFF.
option(SB_UNITY "Compile several sources of a folder at once" ON)

# How many at most: more save little time, and cost memory and work that two cores cannot share.
set(unity_size 8)

# Gives every source of the target its place among those of its folder. A source with options of its own stays alone.
function(sb_group_sources name)
  get_target_property(sources ${name} SOURCES)
  set(folders "")
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source OUTPUT_VARIABLE folder)
    cmake_path(GET folder PARENT_PATH folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    string(MAKE_C_IDENTIFIER ${folder} folder)
    list(APPEND folders ${folder})
    list(APPEND sources_in_${folder} ${source})
  endforeach()
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    list(LENGTH sources_in_${folder} count)
    math(EXPR groups "(${count} + ${unity_size} - 1) / ${unity_size}")
    set(at 0)
    foreach(source IN LISTS sources_in_${folder})
      math(EXPR group "${at} * ${groups} / ${count}")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${group})
      math(EXPR at "${at} + 1")
    endforeach()
  endforeach()
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes a source that another one includes for a header, where a type must not be made of what is in an anonymous
  # namespace.
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()

# Deferred to the end of the folder's CMakeLists.txt, which may add sources to the target.
function(sb_unite name)
  if(SB_UNITY)
    cmake_language(EVAL CODE "cmake_language(DEFER CALL sb_group_sources ${name})")
  endif()
endfunction()

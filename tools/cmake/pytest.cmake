# Tests of the built program in Python: `sb_add_pytests(label)` makes one ctest case of each test_*.py in the folder. Each
# server gets its own home and a port that the system chooses, so that the files may run side by side.

# The distribution's Python has the packages the distribution brings; another one may come first on the path.
set(E2E_PYTHON "" CACHE FILEPATH "A Python that can import pytest")
foreach(candidate /usr/bin/python3 python3)
  if(NOT E2E_PYTHON)
    execute_process(COMMAND ${candidate} -c "import pytest, sys; print(sys.executable)"
      OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE problem)
    if(problem EQUAL 0)
      set(E2E_PYTHON ${found} CACHE FILEPATH "A Python that can import pytest" FORCE)
    endif()
  endif()
endforeach()
if(NOT E2E_PYTHON)
  message(WARNING "No Python with pytest: the end-to-end tests fail until one is installed (python3-pytest).")
  set(E2E_PYTHON /usr/bin/python3)
endif()

function(sb_add_pytests label)
  file(GLOB files CONFIGURE_DEPENDS test_*.py)
  foreach(file ${files})
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "^test_" "" topic ${stem})
    add_test(NAME ${label}.${topic} COMMAND ${E2E_PYTHON} -m pytest -q -rs --tb=short -p no:cacheprovider ${file})
    set_tests_properties(${label}.${topic} PROPERTIES
      LABELS ${label}
      TIMEOUT 900
      COST 10  # begun first: they mostly wait, and the short cases fill the time
      SKIP_RETURN_CODE 5
      ENVIRONMENT
        "SECONDBRAIN_BIN=$<TARGET_FILE:secondbrain>;E2E_ARTIFACTS=${CMAKE_BINARY_DIR}/artifacts;PYTHONDONTWRITEBYTECODE=1")
  endforeach()
endfunction()

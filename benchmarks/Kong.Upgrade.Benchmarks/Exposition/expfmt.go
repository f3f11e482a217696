package main

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Decodes the named file again and again with Prometheus' own parser of the text format.
// Prints how many samples it holds, then megabytes in a second of processor time of each round.
func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	fmt.Println(samples(decode(text)))
	for round := 0; round < 9; round++ {
		bytes, start, before := 0, time.Now(), used()
		for time.Since(start) < 300*time.Millisecond {
			decode(text)
			bytes += len(text)
		}
		fmt.Println(float64(bytes) / 1e6 / (used() - before).Seconds())
	}
}

func used() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func decode(text []byte) map[string]*dto.MetricFamily {
	var parser expfmt.TextParser
	families, err := parser.TextToMetricFamilies(bytes.NewReader(text))
	if err != nil {
		panic(err)
	}
	return families
}

func samples(families map[string]*dto.MetricFamily) int {
	count := 0
	for _, family := range families {
		for _, metric := range family.Metric {
			if metric.Histogram != nil {
				count += len(metric.Histogram.Bucket) + 2
			} else {
				count++
			}
		}
	}
	return count
}
